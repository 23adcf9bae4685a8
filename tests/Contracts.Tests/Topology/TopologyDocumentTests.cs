namespace OrleansOrders.Contracts.Tests;

/// <summary>docs/messages.md says what the topology is, no more and no less.</summary>
public sealed class TopologyDocumentTests
{
    static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "messages.md"));

    [Fact]
    public void Its_exchanges_are_the_topologys() =>
        Assert.Equal(
            BrokerTopology.Declared.Exchanges.Select(exchange => $"| `{exchange.Name}` | {exchange.Kind} |"),
            Table("| Exchange | Kind |"));

    [Fact]
    public void Its_queues_and_bindings_are_the_topologys()
    {
        var bindings = BrokerTopology.Declared.Bindings.Select(binding => $"| `{binding.Queue}` | `{binding.Exchange}` | {Key(binding.Pattern)} |");
        var unbound = BrokerTopology.Declared.Queues.Where(queue => BrokerTopology.Declared.Bindings.All(binding => binding.Queue != queue.Name)).Select(queue => $"| `{queue.Name}` | (none) | |");
        Assert.Equal(bindings.Concat(unbound), Table("| Queue | From exchange | Key |"));
    }

    [Fact]
    public void The_bindings_of_a_payment_service_are_the_topologys() => Assert.Contains(
        $"binds `{Queues.OrderStatus}` to {string.Join(", ", BrokerTopology.PaymentAnswers.Select(binding => $"`{binding.Pattern}`"))} of `{Exchanges.PaymentEvents}`",
        string.Join(' ', Lines).Replace("` and `", "`, `", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Its_queue_arguments_are_the_topologys() =>
        Assert.Equal(
            [
                $"| work queues and `dlq` | {Arguments(QueueArguments.Of(QueueType.Quorum))} | {Arguments(QueueArguments.Of(QueueType.Classic))} |",
                $"| `<queue>.retry.<wait>ms` | {RetryArguments(QueueType.Quorum)} | {RetryArguments(QueueType.Classic)} |",
            ],
            Table("| Queues | Quorum | Classic |"));

    [Fact]
    public void Its_dead_letter_headers_are_those_that_are_set()
    {
        string[] set =
        [
            MessageHeaders.OriginExchange, MessageHeaders.OriginRoutingKey, MessageHeaders.OriginQueue, MessageHeaders.Reason,
            MessageHeaders.Error, MessageHeaders.Attempts, MessageHeaders.DeadLetterId, MessageHeaders.DeadAt, MessageHeaders.Envelope, MessageHeaders.EnvelopeSize,
        ];
        Assert.Equal(set, Table("| Header | On | Value |").Select(row => row.Split('`')[1]));
    }

    [Fact]
    public void Its_waits_are_the_defaults()
    {
        var options = new RabbitMqOptions();
        var waits = Enumerable.Range(1, options.Attempts - 1).Select(retry => FormattableString.Invariant($"{options.RetryDelay(retry).TotalSeconds:0.#}")).ToList();
        Assert.Contains($"tried {options.Attempts} times, with waits of {string.Join(", ", waits.SkipLast(1))} and {waits[^1]} seconds", string.Join(' ', Lines), StringComparison.Ordinal);
    }

    static string Key(string pattern) => pattern.Length == 0 ? "(empty)" : $"`{pattern}`";

    static string RetryArguments(QueueType type) =>
        Arguments(QueueArguments.OfRetry(type, "<queue>", TimeSpan.FromMilliseconds(77))).Replace("=77", "=<wait>", StringComparison.Ordinal);

    static string Arguments(Dictionary<string, object?> arguments) => string.Join(' ', arguments.Select(pair => $"`{pair.Key}={pair.Value}`"));

    static IEnumerable<string> Table(string header) => Lines.SkipWhile(line => line != header).Skip(2).TakeWhile(line => line.StartsWith('|'));
}
