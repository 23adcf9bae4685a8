using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>The wall clock of a process, by libfaketime: it reads the file each time it asks for the time. The monotonic clock stays as it is.</summary>
sealed class SteppedClock
{
    // Given by chaos.sh.
    const string LibraryVariable = "ORLEANS_ORDERS_FAKETIME";

    readonly string? _library = System.Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } given ? given : null;
    readonly string _file;

    public SteppedClock(string file)
    {
        _file = file;
        Write(TimeSpan.Zero);
    }

    /// <summary>What a process is started with; nothing where the library is not there.</summary>
    public IReadOnlyDictionary<string, string> Environment => _library is null ? new Dictionary<string, string>() : new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = _library,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <exception cref="InvalidOperationException">The library is not there.</exception>
    public void Set(TimeSpan ahead)
    {
        if (_library is null) throw new InvalidOperationException("libfaketime is not installed");
        Write(ahead);
    }

    // The process never reads half a number.
    void Write(TimeSpan ahead)
    {
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
