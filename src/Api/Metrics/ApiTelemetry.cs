using System.Diagnostics.Metrics;

namespace OrleansOrders.Api;

/// <summary>The API's meter, named <see cref="Name"/>.</summary>
sealed class ApiTelemetry : IDisposable
{
    public const string Name = "OrleansOrders.Api";

    readonly Meter _meter;
    readonly Counter<long> _posted;
    readonly Counter<long> _left;

    public ApiTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _posted = _meter.CreateCounter<long>("orders.posted", "{order}", "Orders posted, by what became of them");
        _left = _meter.CreateCounter<long>("orders.left_to_reconciler", "{order}", "Orders accepted while the broker confirmed nothing");
    }

    public void Dispose() => _meter.Dispose();

    public void Posted(Intake intake) => _posted.Add(1, new KeyValuePair<string, object?>("outcome", OutcomeOf(intake)));

    public void Left() => _left.Add(1);

    static string OutcomeOf(Intake intake) => intake switch
    {
        Intake.Accepted { Replayed: false } => "accepted",
        Intake.Accepted => "replayed",
        Intake.Invalid => "invalid",
        Intake.Refused => "refused",
        Intake.KeyReused => "key_reused",
        _ => throw new ArgumentOutOfRangeException(nameof(intake)),
    };
}
