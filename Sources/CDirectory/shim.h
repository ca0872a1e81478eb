#include <sys/types.h>

/* What glibc declares only to programs that ask for its extensions, and Swift does not. */

/* getdents64(2) */
ssize_t getdents64(int descriptor, void *buffer, size_t size);

/* unshare(2) with CLONE_FS: from here on the calling thread has a working directory of its own; 0 if it has. */
int unshare(int flags);
static inline int killall_tofu_unshare_working_directory(void) { return unshare(0x00000200); }
