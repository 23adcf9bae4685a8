using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge.Tests;

/// <summary>
/// Carries what is published to the bridge's handlers as the broker does: by the bindings of the topology, at least once, again after the retry delays of the
/// clock, and set aside after the last attempt.
/// </summary>
sealed class LoopBroker(TimeProvider clock)
{
    readonly RabbitMqOptions _options = new();
    readonly Dictionary<string, IMessageHandler> _handlers = [];
    readonly ConcurrentQueue<OutgoingMessage> _dead = new();

    /// <summary>Messages that no handler could work.</summary>
    public IReadOnlyCollection<OutgoingMessage> Dead => _dead;

    public void Connect(ApiHost host, IPaymentGateway gateway)
    {
        var payments = new PaymentProcessor(gateway, Options.Create(new PaymentOptions { Retries = 0 }), clock, Random.Shared);
        var retry = new GrainRetry(clock, Random.Shared);
        _handlers[Queues.OrderPlaced] = new OrderPlacedHandler(host.Grains, retry, host.Publisher);
        var worker = new PaymentWorker(host.Grains, retry, payments, host.Publisher, clock);
        _handlers[Queues.OrderStatus] = new OrderStatusHandler(host.Grains, retry, host.Publisher, worker);
        _handlers[Queues.PaymentRequests] = new PaymentRequestHandler(worker);
        host.Publisher.Then = (message, ct) =>
        {
            foreach (var binding in BrokerTopology.Declared.Bindings.Where(binding => binding.Exchange == message.Exchange && Matches(binding.Pattern, message.RoutingKey)))
            {
                if (_handlers.ContainsKey(binding.Queue)) _ = WorkAsync(binding.Queue, message);
            }

            return Task.CompletedTask;
        };
    }

    async Task WorkAsync(string queue, OutgoingMessage message)
    {
        // Its publisher is not held up by those who work it.
        await Task.Yield();
        for (var attempt = 1; attempt <= _options.Attempts; attempt++)
        {
            try
            {
                if (!(await _handlers[queue].Handle(DeliveryOf(queue, message, attempt), CancellationToken.None)).IsDone) break;
                return;
            }
            catch (Exception) when (attempt < _options.Attempts)
            {
                await Task.Delay(_options.RetryDelay(attempt), clock);
            }
            catch (Exception)
            {
                // Set aside below, as after the last attempt.
            }
        }

        _dead.Enqueue(message);
    }

    static Delivery DeliveryOf(string queue, OutgoingMessage message, int attempt) => new()
    {
        Queue = queue, Exchange = message.Exchange, RoutingKey = message.RoutingKey, MessageId = message.MessageId, CorrelationId = message.CorrelationId,
        Type = message.Type, Body = message.Body, Attempt = attempt,
    };

    static bool Matches(string pattern, string key) =>
        pattern == key || (pattern.EndsWith(".*", StringComparison.Ordinal) && key.StartsWith(pattern[..^1], StringComparison.Ordinal) && !key[(pattern.Length - 1)..].Contains('.', StringComparison.Ordinal));
}
