using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Conformance.Tests;

/// <summary>What the grains of one test did, in order, and gates at which they wait. Tests and grains share the process, so both reach it by key.</summary>
public sealed class Journal
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly ConcurrentDictionary<string, Journal> All = new();

    readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    readonly List<string> _lines = [];

    public string[] Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public static Journal Of(string key) => All.GetOrAdd(key, _ => new());

    public void Add(string line)
    {
        lock (_lines) _lines.Add(line);
    }

    public int Count(string line) => Lines.Count(written => written == line);

    /// <summary>Completes when the test opens the gate.</summary>
    public Task Gate(string name) => GateOf(name).Task;

    public void Open(params string[] names) => Array.ForEach(names, name => GateOf(name).TrySetResult());

    /// <summary>Writes when it starts and ends, and waits at the gate in between.</summary>
    public async Task Pass(string name)
    {
        Add($"{name} starts");
        await Gate(name);
        Add($"{name} ends");
    }

    public Task Until(string line) => Until(() => Lines.Contains(line), line);

    public async Task Until(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"Still waiting after {Patience} for '{what}' in: {string.Join(", ", Lines)}");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    TaskCompletionSource GateOf(string name) => _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
