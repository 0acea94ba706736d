/** Troubles of a disk: of these the system does not always say in which file. */
export const DISK_TROUBLE: readonly string[] = ['EDQUOT', 'EFBIG', 'ENOSPC', 'EROFS'];
