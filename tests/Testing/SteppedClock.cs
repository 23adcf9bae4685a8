using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>The wall clock of a process, through libfaketime, which reads the file at each call. The monotonic clock is unchanged.</summary>
public sealed class SteppedClock
{
    static readonly string? Library = Find();

    readonly string _file;

    public SteppedClock(string file, TimeSpan ahead = default)
    {
        _file = file;
        Write(ahead);
    }

    /// <summary>Why no clock can be changed here; null if it can.</summary>
    public static string? WhyNot => Library is null ? "libfaketime is not installed" : null;

    /// <summary>The environment variables of a process; empty without the library.</summary>
    public IReadOnlyDictionary<string, string> Environment => Library is null ? new Dictionary<string, string>() : new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <exception cref="InvalidOperationException">The library is missing.</exception>
    public void Set(TimeSpan ahead)
    {
        if (WhyNot is { } reason) throw new InvalidOperationException(reason);
        Write(ahead);
    }

    static string? Find() => Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib").Append("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists) : null;

    // Renamed, so that the process never reads half a number.
    void Write(TimeSpan ahead)
    {
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
