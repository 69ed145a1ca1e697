import type { LoaderFunctionArgs } from '@remix-run/node';
import { taggedAnswer } from '#app/lib/http.server.ts';
import { courseForms, modes, positions, schools } from '#app/lib/vocabulary.ts';

/** `GET /api/v1/openapi.json`: what the public interface offers. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return taggedAnswer(request, { ...description, servers: [{ url: context.env.PUBLIC_URL?.origin ?? '/' }] });
}

const parameter = (name: string, schema: object) => ({ name, in: 'query', required: false, schema });
const text = { type: 'string' };
const whole = { type: 'integer' };
const score = {
  type: ['object', 'null'],
  description: '100 分制，向学校均值收缩；不足 5 份评价时为 null',
  properties: { value: { type: 'number' }, n: whole, updatedAt: { type: 'string', format: 'date-time' } },
};
const course = {
  type: 'object',
  properties: {
    code: text,
    title: text,
    school: { enum: schools },
    module: text,
    mode: { enum: modes },
    credits: { type: 'number' },
    score,
  },
};
const section = {
  type: 'object',
  properties: {
    id: text,
    code: text,
    title: text,
    term: text,
    when: text,
    credits: {
      type: ['number', 'null'],
      description: '这个班结业得到的学分，按选课当天的学分规则算',
    },
    capacity: whole,
    taken: whole,
    open: { type: 'boolean' },
    audience: { type: 'array', items: { enum: positions } },
  },
};
const teacher = {
  type: 'object',
  properties: {
    slug: text,
    name: text,
    headline: text,
    fields: { type: 'array', items: text },
    schools: { type: 'array', items: { enum: schools } },
    score,
  },
};
const answer = (schema: object) => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
  304: { description: '没有变化' },
});
const list = (name: string, items: object) => ({
  type: 'object',
  properties: { [name]: { type: 'array', items }, total: whole, page: whole },
});

const description = {
  openapi: '3.1.0',
  info: {
    title: '社区学院公开接口',
    version: '1.0.0',
    description: '课程库、老师库和公布的评分。不含个人信息。',
  },
  paths: {
    '/api/v1/courses': {
      get: {
        summary: '课程库',
        parameters: [
          parameter('q', text),
          parameter('school', { enum: schools }),
          parameter('module', text),
          parameter('mode', { enum: modes }),
          parameter('form', { enum: courseForms }),
          parameter('audience', { enum: positions }),
          parameter('open', { enum: ['1'] }),
          parameter('page', whole),
        ],
        responses: answer(list('courses', course)),
      },
    },
    '/api/v1/courses/{code}': {
      get: {
        summary: '一门课和它的班',
        parameters: [{ name: 'code', in: 'path', required: true, schema: text }],
        responses: {
          ...answer({
            allOf: [
              course,
              { type: 'object', properties: { summary: text, sections: { type: 'array', items: section } } },
            ],
          }),
          404: { description: '没有这门课' },
        },
      },
    },
    '/api/v1/teachers': {
      get: {
        summary: '老师库',
        parameters: [parameter('q', text), parameter('school', { enum: schools }), parameter('page', whole)],
        responses: answer(list('teachers', teacher)),
      },
    },
  },
};
