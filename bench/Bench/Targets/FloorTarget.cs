namespace OrleansOrders.Bench;

/// <summary>The floor. Its last consume and acknowledge is ours, which is also how its completions are counted.</summary>
sealed class FloorTarget : Target
{
    const string Done = "floor_done";

    BrokerListener? _listener;
    Action<string, long>? _final;
    long _completed;

    FloorTarget(AppProcess app, TestDatabase database, TestVirtualHost broker)
        : base("floor", [app], database, broker)
    {
    }

    public static async Task<FloorTarget> Start()
    {
        var database = await TestDatabase.CreateAsync();
        var broker = await TestVirtualHost.CreateAsync();
        var app = await AppProcess.StartAsync(new() { RabbitMq = broker.ConnectionString, Postgres = database.ConnectionString, Program = AppProgram.Floor });
        var target = new FloorTarget(app, database, broker);
        target._listener = await BrokerListener.OfQueue(broker.ConnectionString, Done, target.Heard);
        return target;
    }

    public override Task<long> Completed() => Task.FromResult(Interlocked.Read(ref _completed));

    public override Task<IAsyncDisposable> Watch(Action<string, long> final)
    {
        _final = final;
        return Task.FromResult<IAsyncDisposable>(new Unwatch(this));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        await base.DisposeAsync();
    }

    void Heard(string orderId, long stamp)
    {
        Interlocked.Increment(ref _completed);
        _final?.Invoke(orderId, stamp);
    }

    sealed class Unwatch(FloorTarget target) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            target._final = null;
            return ValueTask.CompletedTask;
        }
    }
}
