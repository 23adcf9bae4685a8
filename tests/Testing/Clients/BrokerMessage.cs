using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace OrleansOrders.Testing;

/// <summary>A message as it came from the broker.</summary>
public sealed class BrokerMessage(BasicGetResult got)
{
    // The client's own memory is reused after the call.
    public byte[] Body { get; } = got.Body.ToArray();

    public string Exchange { get; } = got.Exchange;

    public string RoutingKey { get; } = got.RoutingKey;

    public BasicProperties Properties { get; } = new(got.BasicProperties);

    public string MessageId => Properties.MessageId ?? "";

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A header's text, empty where it is not there.</summary>
    public string Header(string name) => Properties.Headers is { } headers && headers.TryGetValue(name, out var value)
        ? value is byte[] text ? Encoding.UTF8.GetString(text) : value?.ToString() ?? ""
        : "";
}
