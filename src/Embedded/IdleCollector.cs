using Orleans;

namespace OrleansOrders.Embedded;

/// <summary>Ends activations that are unused for their age, and the longest unused when there are too many.</summary>
internal sealed class IdleCollector : IDisposable
{
    static readonly DeactivationReason TooOld = new(DeactivationReasonCode.ActivationIdle, "The grain was not used for its collection age.");
    static readonly DeactivationReason TooMany = new(DeactivationReasonCode.HighMemoryPressure, "The grain was unused the longest of too many.");

    readonly GrainEngine _engine;
    readonly ITimer _timer;
    readonly int _max;
    int _shrinkAbove;

    internal IdleCollector(GrainEngine engine)
    {
        _engine = engine;
        _max = _shrinkAbove = engine.Options.MaxActivations;
        _timer = engine.Time.CreateTimer(
            static self => ((IdleCollector)self!).Run(collector => collector.CollectOld()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    internal void Start() => _timer.Change(_engine.Options.CollectionQuantum, _engine.Options.CollectionQuantum);

    /// <summary>One more activation. Looking through all of them is put off until there are some too many again.</summary>
    internal void Grown(int count)
    {
        var limit = Volatile.Read(ref _shrinkAbove);
        if (count > limit && Interlocked.CompareExchange(ref _shrinkAbove, int.MaxValue, limit) == limit)
            Run(collector => collector.CollectSurplus());
    }

    void Run(Action<IdleCollector> work) =>
        Task.Factory.StartNew(() => work(this), CancellationToken.None, TaskCreationOptions.None, _engine.Options.Scheduler);

    void CollectOld()
    {
        var now = _engine.Time.GetTimestamp();
        var due = _engine.Activations
            .Select(activation => (Activation: activation, Since: now - Ticks(activation.Class.AgeLimit ?? _engine.Options.CollectionAge)))
            .Where(entry => entry.Activation.IsIdleSince(entry.Since, now))
            .OrderBy(entry => entry.Activation.Sequence)
            .ToArray();
        foreach (var (activation, since) in due)
            activation.DeactivateIfIdleSince(since, now, TooOld);
        Volatile.Write(ref _shrinkAbove, _max);
    }

    void CollectSurplus()
    {
        var now = _engine.Time.GetTimestamp();
        var slack = _max / 20;
        var surplus = _engine.Count - (_max - slack);
        var idle = _engine.Activations
            .Where(activation => activation.IsIdleSince(now, now))
            .Select(activation => (Activation: activation, activation.LastUsed))
            .OrderBy(entry => entry.LastUsed).ThenBy(entry => entry.Activation.Sequence)
            .Take(Math.Max(0, surplus))
            .ToArray();
        foreach (var (activation, lastUsed) in idle)
            activation.DeactivateIfIdleSince(lastUsed, now, TooMany);
        Volatile.Write(ref _shrinkAbove, Math.Max(_max, _engine.Count - idle.Length + slack));
    }

    long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _engine.Time.TimestampFrequency);
}
