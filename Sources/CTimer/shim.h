#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/timex.h>

/* A module is kept from build to build, so the day may be that of an earlier one; that is still a day before any use. */
#pragma clang diagnostic ignored "-Wpch-date-time"

/* The day of the build, as C has it ("Nov 26 2026", in the builder's time zone); SOURCE_DATE_EPOCH sets it. */
static inline const char *killall_tofu_build_day(void) { return __DATE__; }
