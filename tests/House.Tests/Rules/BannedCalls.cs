using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Rules;

/// <summary>What no file says, apart from those listed here with their reason.</summary>
static class BannedCalls
{
    sealed record Ban(string Pattern, string Instead, string[] Folders, Dictionary<string, string> Exceptions);

    static readonly string[] Everywhere = ["src", "tests", "bench"];

    /// <summary>What runs under simulation: nothing there may depend on more than the seed.</summary>
    static readonly string[] Simulated =
        ["src/Domain", "src/Grains", "src/Storage", "src/Contracts", "src/RabbitMq", "src/Bridge", "src/Api/Orders", "src/Api/Idempotency", "tests/Simulation"];

    static readonly Ban[] Bans =
    [
        new(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", "TimeProvider", Everywhere, new()
        {
            ["tests/RabbitMq.Tests/RetryTests.cs"] = "it compares a stamp with the machine's clock",
        }),
        new(@"\bThread\.Sleep\b", "a condition that is awaited", Everywhere, []),
        new(@"\basync\s+void\b", "a task that somebody awaits", Everywhere, []),
        new(@"\.GetAwaiter\(\)\s*\.GetResult\(\)|(?<![\w.])\.Wait\(\)|\b\w*[Tt]ask\w*\.(Result\b|Wait\()", "await", Everywhere, new()
        {
            ["src/Silo/Cluster/SiloIdentity.cs"] = "Orleans asks who it is while the host is built",
            ["tests/Testing/Servers.cs"] = "test discovery is synchronous",
            ["tests/Testing/PrivateServerFactAttribute.cs"] = "test discovery is synchronous",
            ["tests/Storage.Tests/Support/Sequences.cs"] = "FsCheck's properties are synchronous",
        }),
        new(@"\bTask\.Factory\b", "the grain's own turns", ["src/Grains", "src/Storage"], new()
        {
            ["src/Storage/Batching/Batcher.cs"] = "its loop outlives every request and no grain runs in it",
        }),
        new(@"\bTask\.Run\b|\bThreadPool\b|\bnew Thread\b", "the scheduler that is handed in", Simulated, new()
        {
            ["src/Storage/Postgres/AdvisoryLock.cs"] = "a session of the database is not simulated",
            ["tests/Simulation/Campaign.cs"] = "each thread has runs of its own",
            ["tests/Simulation/Command.cs"] = "it counts that nothing is there",
        }),
        new(@"\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom\.Shared\b|\bnew Random\(\)|\bRandomNumberGenerator\b", "the ids and the chance that are handed in", Simulated, new()
        {
            ["src/RabbitMq/UniqueIds.cs"] = "it is what is handed in",
            ["src/RabbitMq/RabbitMqServices.cs"] = "it is what is handed in",
            ["src/RabbitMq/Envelopes/EnvelopeMark.cs"] = "a name that no producer knows; it never leaves the process",
            ["src/Api/Orders/OrderIdSource.cs"] = "it is what is handed in",
            ["src/Grains/GrainRetry.cs"] = "it is what is handed in",
        }),
        new(@"\bStopwatch\b|\bEnvironment\.TickCount|\bTimeProvider\.System\b|\bnew Timer\(", "the clock that is handed in", Simulated, new()
        {
            ["src/Grains/GrainRetry.cs"] = "it is what is handed in",
            ["src/Storage/Batching/Batcher.cs"] = "it is what is handed in",
            ["src/Storage/GrainState/GroupCommitGrainStorage.cs"] = "it is what is handed in",
            ["src/Storage/Stock/PostgresStockLedger.cs"] = "it is what is handed in",
            ["src/Storage/Postgres/PostgresSessions.cs"] = "a session of the database is not simulated",
            ["src/RabbitMq/RabbitMqServices.cs"] = "it is what is handed in",
            ["src/RabbitMq/DeadLetters/DeadLetterServices.cs"] = "it is what is handed in",
            ["tests/Simulation/Campaign.cs"] = "it says how many seeds a second there are",
        }),

        // These continue on the thread pool, whatever the caller runs on.
        new(@"\.ConfigureAwait\((?![^)]*ContinueOnCapturedContext)", "what stays on the caller's scheduler", ["src/Domain", "src/Contracts", "src/RabbitMq", "tests/Simulation"], []),
        new(@"\.CancelAsync\(", "Cancel", Simulated, new()
        {
            ["src/Storage/Postgres/AdvisoryLock.cs"] = "a session of the database is not simulated",
            ["src/Storage/Batching/Batcher.cs"] = "it stops with its process",
            ["src/Bridge/Reconciling/Reconciler.cs"] = "it stops with its process",
        }),
        new(@"string\.GetHashCode\(", "a hash that is the same in every process", Simulated, []),
        new(@"\.ConfigureAwait\(", "nothing: there is no synchronization context", ["src/Api", "src/Bridge", "src/Grains", "src/Storage", "src/Silo"], []),
        new(@"(?m)^\s*#\s*(if|elif|else|endif)\b", "a setting or a project of its own", Everywhere, []),
        new(@"(?m)^\s*#\s*region\b", "a smaller file", Everywhere, []),
    ];

    public static IEnumerable<string> Find(SourceTree tree) =>
        from ban in Bans
        from file in tree.Under(".cs", ban.Folders)
        where !ban.Exceptions.ContainsKey(file.Path)
        let code = CSharpText.CodeOnly(file.Text)
        from Match match in Regex.Matches(code, ban.Pattern)
        select $"{file.Path}:{Line(code, match.Index)}: {match.Value.Trim()} (instead: {ban.Instead})";

    /// <summary>Exceptions whose file does not need them any more.</summary>
    public static IEnumerable<string> UnusedExceptions(SourceTree tree) =>
        from ban in Bans
        from path in ban.Exceptions.Keys
        where !tree.Files.TryGetValue(path, out var text) || !Regex.IsMatch(CSharpText.CodeOnly(text), ban.Pattern)
        select path;

    static int Line(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
