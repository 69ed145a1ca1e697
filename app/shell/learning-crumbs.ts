/** A course as its learner goes back to it. */
export interface WayBack {
  title: string;
  enrolmentId: string;
}

/** The `breadcrumb` of a page inside somebody's course: to their own page and to the course. `courseOf` reads the page's data. */
export function learningCrumbs<Page>(courseOf: (page: Page) => WayBack) {
  return (page: unknown) => {
    const { title, enrolmentId } = courseOf(page as Page);
    return [
      { label: '我的', href: '/me' },
      { label: title, href: `/learn/${enrolmentId}` },
    ];
  };
}

/** The `breadcrumb` of a page about one lecture of a course. */
export function lectureCrumbs(page: unknown) {
  const { course, lecture } = page as { course: WayBack; lecture: { title: string; href: string } };
  return [...learningCrumbs(() => course)(page), { label: lecture.title, href: lecture.href }];
}
