/** Unknown and out of reach are the same. */
export const notAtThisDesk = { message: '没有找到这一讲录播，或者不归这个账号管。' };
