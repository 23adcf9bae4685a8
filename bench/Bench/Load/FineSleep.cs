using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansOrders.Bench;

/// <summary>Sleeps to a tenth of a millisecond: the waits of the runtime know whole ones, and what a request is late for that would count as the system's latency.</summary>
static partial class FineSleep
{
    /// <summary>Returns at that time stamp of <see cref="Stopwatch"/>, or a little after it; never before.</summary>
    public static void Until(long stamp)
    {
        for (var left = Left(stamp); left > TimeSpan.Zero; left = Left(stamp))
        {
            // A signal ends it early; then there is something left.
            _ = nanosleep(new() { Seconds = (long)left.TotalSeconds, Nanoseconds = left.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick }, 0);
        }
    }

    static TimeSpan Left(long stamp) => Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), stamp);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int nanosleep(in Timespec request, nint remaining);

    struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
