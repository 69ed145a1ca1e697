import type { FileRefusal } from '#app/features/media/files.server.ts';

/** Why a file was not taken: what happened, and what to do. */
export const fileRefusals: Record<FileRefusal | 'missing' | 'broken-off', string> = {
  missing: '还没有选文件。请先选一个文件，再按“上传”。',
  'wrong-type': '这不是能收的文件。请传 PPTX、DOCX、XLSX、PDF 或纯文字文件。',
  'too-large': '这个文件超过 50 MB，没有收下。可以压缩里面的图片以后再传。',
  'no-space': '学院存放文件的地方满了，这次没有收下。请告诉系统管理员腾出空间，再传一次。',
  'store-gone': '存放文件的地方现在打不开，这次没有收下。请过一会儿再试；如果一直这样，请告诉系统管理员。',
  'broken-off': '上传没有完成，中途断了，什么都没有留下。请检查网络，再传一次。',
};

/** Why a change was not written. */
export const changeRefusals = {
  changed:
    '打开这一页以后，别人已经改过这一份，所以这次没有保存。刚写的还在框里；请先看下面现在存着的内容，再决定要不要保存。',
  published: '这一版刚刚发布了，不能再改。请刷新页面，在新的草稿里改。',
  'not-found': '没有找到这一版。请刷新页面再试。',
} as const;
