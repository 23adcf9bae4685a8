using System.Collections.Concurrent;

namespace OrleansOrders.Conformance.Tests;

/// <summary>What the grains of one test did, in order, and gates that hold them. Tests and grains share the process, so both reach it by key.</summary>
public sealed class Journal
{
    static readonly ConcurrentDictionary<string, Journal> All = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    readonly List<string> _lines = [];

    public string[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public static Journal Of(string key) => All.GetOrAdd(key, _ => new Journal());

    public void Add(string line)
    {
        lock (_lines)
            _lines.Add(line);
    }

    public int Count(string line) => Lines.Count(written => written == line);

    /// <summary>A grain waits here until the test opens the gate.</summary>
    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    public Task Until(string line) => Poll.Until(() => Lines.Contains(line), () => $"'{line}' in: {string.Join(", ", Lines)}");

    public int IndexOf(string line) => Array.IndexOf(Lines, line);

    TaskCompletionSource GateOf(string name) => _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
