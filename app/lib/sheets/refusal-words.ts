import type { SheetRefusal } from './refusals.ts';

/** Why a file was not taken as a table and what to do, in whole sentences. */
export const refusalWords: Readonly<Record<SheetRefusal, string>> = {
  empty: '这份表是空的。先写一行列名，下面一行写一条，可以下载模板照着填。',
  'too-large': '文件超过 10 MB。表里只要文字，请把图片删掉，或者分成几份。',
  'not-a-sheet':
    '这个文件打不开，不是 Excel 表格（.xlsx）也不是 CSV。请在 Excel 或 WPS 里另存为 .xlsx 再传。',
  'old-or-locked': '这是旧版 .xls，或者加了密码。请在 Excel 或 WPS 里打开，去掉密码，另存为 .xlsx 再传。',
  'unpacks-too-large': '这个文件解开以后太大，没有打开。请新建一份表，只把要的内容粘贴进去再传。',
  'external-links':
    '这份表里有公式连着别的文件，那些数可能已经旧了，所以没有收。请在 Excel 里断开链接，或者复制以后“选择性粘贴—数值”，再传。',
  macros: '这份表里带着宏（程序），没有打开。请另存为普通的 .xlsx 再传。',
  entities:
    '这个文件里有不该有的内容（文档类型声明），没有打开。请在 Excel 或 WPS 里打开，另存为 .xlsx 再传。',
  'too-many-rows': '这份表的行太多。请分成几份，或者把不用的工作表删掉再传。',
  'too-many-merges':
    '这份表里合并的单元格太多（一张工作表最多 20000 处上下合并），没有收，免得漏读。请全选以后“取消合并”，把空出来的格子填上，再传。',
  'too-much-text':
    '这份表的字太多，没有收。一行最多两万字：请把不用的列和很长的内容删掉；还是太多，就分成几份，再传。',
};
