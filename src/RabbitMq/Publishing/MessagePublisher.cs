using System.Diagnostics;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

sealed class MessagePublisher(ConfirmedPublisher publisher, Topology topology, IOptions<RabbitMqOptions> options) : IMessagePublisher
{
    readonly string _appId = options.Value.ClientName;

    public Task Publish(OutgoingMessage message, CancellationToken ct) => publisher.Publish(Raw(message), ct);

    public Task PublishAll(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct)
    {
        switch (messages.Count)
        {
            case 0:
                return Task.CompletedTask;
            case 1:
                return Publish(messages[0], ct);
        }

        var raw = new RawMessage[messages.Count];
        for (var i = 0; i < raw.Length; i++) raw[i] = Raw(messages[i]);
        var publishes = new Task[raw.Length];
        for (var i = 0; i < raw.Length; i++) publishes[i] = publisher.Publish(raw[i], ct);
        return Task.WhenAll(publishes);
    }

    RawMessage Raw(OutgoingMessage message)
    {
        if (!topology.Knows(message.Exchange)) throw new ArgumentException($"The topology has no exchange '{message.Exchange}'.", nameof(message));
        var traceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;
        return new(message.Exchange, message.RoutingKey, message.MessageId, message.CorrelationId, () => Properties(message, traceParent), message.Body);
    }

    BasicProperties Properties(OutgoingMessage message, string? traceParent)
    {
        var headers = new Dictionary<string, object?> { [MessageHeaders.Attempt] = 1 };
        if (traceParent is not null) headers[MessageHeaders.TraceParent] = traceParent;
        if (message.Headers is { } more)
        {
            foreach (var (name, value) in more) headers[name] = value;
        }

        return new()
        {
            MessageId = message.MessageId,
            Type = message.Type,
            CorrelationId = message.CorrelationId,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Timestamp = new(message.Timestamp.ToUnixTimeSeconds()),
            AppId = _appId,
            Headers = headers,
        };
    }}
