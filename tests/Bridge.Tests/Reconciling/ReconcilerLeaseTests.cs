using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge.Tests;

/// <summary>Several reconcilers on one database, each with sessions of its own as processes have: one works, and the next one when it goes.</summary>
public sealed class ReconcilerLeaseTests
{
    const int Processes = 4;

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [ServerFact]
    public async Task One_of_several_works_and_another_takes_over_when_it_stops()
    {
        await using var database = await TestDatabase.CreateAsync();
        var processes = Enumerable.Range(0, Processes).Select(_ => new Process(database.ConnectionString)).ToList();
        foreach (var process in processes) await process.Reconciler.StartAsync(default);

        while (processes.Count > 0)
        {
            var worker = await Eventually.Async(() => TickAsync(processes), found => found is not null, "one of them works");
            for (var i = 0; i < 5; i++) await TickAsync(processes);
            Assert.Equal([worker], processes.Where(process => process.Publisher.Published.Count > 0));
            Assert.Single(worker!.Publisher.Published);

            await worker.StopAsync();
            processes.Remove(worker);
        }
    }

    /// <summary>Time for one look of everybody, which is over when it returns.</summary>
    static async Task<Process?> TickAsync(List<Process> processes)
    {
        foreach (var process in processes)
        {
            var looks = process.Turn.Looks;
            await Eventually.Async(() => process.Clock.TimersOf(Interval) == 1, "it waits for the next look");
            process.Clock.Advance(Interval);
            await Eventually.Async(() => process.Turn.Looks > looks, "it looked");
        }

        return processes.Find(process => process.Publisher.Published.Count > 0);
    }

    /// <summary>What a process has of the reconciler: its own connections, clock and publisher, and one order in the common database that stays expired.</summary>
    sealed class Process : IDisposable
    {
        readonly Npgsql.NpgsqlDataSource _dataSource;

        public Process(string connectionString)
        {
            _dataSource = StorageDataSource.Create(connectionString);
            Turn = new(new PostgresReconcilerLease(_dataSource));
            var options = Options.Create(new ReconcilerOptions { Interval = Interval });
            var expired = new ExpiredOrders(new OneExpired(), Publisher, options, Clock, NullLogger<ExpiredOrders>.Instance);
            var lost = new LostOrders(
                new OneExpired(), null!, new(Clock, Random.Shared), new TestQueues(), Publisher, options, Options.Create(new RabbitMqOptions()), Clock,
                NullLogger<LostOrders>.Instance);
            Reconciler = new(Turn, lost, expired, options, Clock, TaskScheduler.Default, NullLogger<Reconciler>.Instance);
        }

        public TestClock Clock { get; } = new();

        public TestPublisher Publisher { get; } = new();

        public CountedTurn Turn { get; }

        public Reconciler Reconciler { get; }

        public async Task StopAsync()
        {
            await Reconciler.StopAsync(default);
            await _dataSource.DisposeAsync();
            Dispose();
        }

        public void Dispose() => Reconciler.Dispose();
    }

    sealed class CountedTurn(PostgresReconcilerLease turn) : IReconcilerLease
    {
        public int Looks;

        public async Task<bool> Take(CancellationToken ct)
        {
            var ours = await turn.Take(ct);
            Interlocked.Increment(ref Looks);
            return ours;
        }

        public ValueTask DisposeAsync() => turn.DisposeAsync();
    }

    sealed class OneExpired : IOpenOrderReads
    {
        static readonly OpenOrder Order = new(OrderId.Parse("late"), OrderStatus.Reserved, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

        public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct) => List();

        public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct) => after is null ? List(Order) : List();

        public Task<NewOrder?> Content(OrderId id, CancellationToken ct) => Task.FromResult<NewOrder?>(null);

            static Task<IReadOnlyList<OpenOrder>> List(params OpenOrder[] orders) => Task.FromResult<IReadOnlyList<OpenOrder>>(orders);
    }
}
