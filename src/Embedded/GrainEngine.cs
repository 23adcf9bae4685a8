using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>The directory of activations, and the ways in and out.</summary>
internal sealed class GrainEngine : IGrainFactory, IGrainStatistics, IDisposable
{
    readonly ConcurrentDictionary<GrainId, Activation> _directory = new();
    readonly Lazy<GrainCatalog> _catalog;
    readonly GrainInstruments _instruments;
    readonly IdleCollector _collector;
    long _sequence;
    int _count;

    public GrainEngine(
        IServiceProvider services, IOptions<EmbeddedOptions> options, TimeProvider time, ILogger<GrainEngine> log, GrainInstruments instruments)
    {
        Services = services;
        Options = options.Value;
        Time = time;
        Log = log;
        _instruments = instruments;
        InFlight = new InFlightCalls(time, Options.ResponseTimeout, Options.Scheduler);
        _catalog = new Lazy<GrainCatalog>(() => new GrainCatalog(this));
        _collector = new IdleCollector(this);
    }

    public IReadOnlyDictionary<string, int> ActivationsByClass =>
        _catalog.Value.Classes.Where(grainClass => grainClass.Activations > 0).ToDictionary(grainClass => grainClass.ClassType.Name, grainClass => grainClass.Activations);

    public long RequestsInFlight => InFlight.Count;

    internal IServiceProvider Services { get; }

    internal EmbeddedOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger<GrainEngine> Log { get; }

    internal InFlightCalls InFlight { get; }

    internal IGrainFactory Factory => this;

    internal int Count => Volatile.Read(ref _count);

    internal IEnumerable<Activation> Activations => _directory.Select(entry => entry.Value);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null)
            throw new NotSupportedException("An interface has one grain class here, so there is no class name prefix.");
        return (TGrainInterface)(object)_catalog.Value.Find(typeof(TGrainInterface)).Reference(primaryKey);
    }

    public void Dispose()
    {
        _collector.Dispose();
        InFlight.Dispose();
    }

    /// <exception cref="NotSupportedException">A grain class or interface is not supported.</exception>
    internal void Start()
    {
        Log.Started(_catalog.Value.Classes.Count, Options.MaxActivations);
        _collector.Start();
        InFlight.Open(InFlightCalls.Openness.Open);
    }

    /// <summary>Closes to the outside, finishes what runs, ends every activation. Gives up, and says so, when the token fires.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        InFlight.Open(InFlightCalls.Openness.GrainsOnly);
        try
        {
            await InFlight.WhenEmpty.WaitAsync(cancellationToken);
            var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process stops.");
            while (Activations.OrderBy(activation => activation.Sequence).ToArray() is { Length: > 0 } left)
            {
                foreach (var activation in left)
                    activation.Deactivate(reason);
                await Task.WhenAll(left.Select(activation => activation.WhenEnded)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Log.StopCutShort(InFlight.Count, Count);
        }

        InFlight.Open(InFlightCalls.Openness.Closed);
        Dispose();
    }

    internal void Send(GrainClass grainClass, GrainId id, Request request)
    {
        _instruments.Called(grainClass);
        while (!Find(grainClass, id).TryReceive(request))
        {
            // It has just ended and is out of the directory by now.
        }
    }

    /// <summary>Sends what waited at an activation that is gone to its successor.</summary>
    internal void Move(GrainClass grainClass, GrainId id, Request request)
    {
        if (request is Call call && call.TryMove())
            Send(grainClass, id, call);
    }

    internal void Remove(Activation activation)
    {
        _directory.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        Interlocked.Decrement(ref _count);
        activation.Class.CountActivation(-1);
        _instruments.Deactivated(activation.Class);
    }

    Activation Find(GrainClass grainClass, GrainId id)
    {
        if (_directory.TryGetValue(id, out var known))
            return known;
        var made = new Activation(this, grainClass, id, Interlocked.Increment(ref _sequence));
        var listed = _directory.GetOrAdd(id, made);
        if (!ReferenceEquals(made, listed))
            return listed;
        grainClass.CountActivation(1);
        _instruments.Activated(grainClass);
        made.Begin();
        _collector.Grown(Interlocked.Increment(ref _count));
        return made;
    }
}
