using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Rejects options that are out of range. Messages never contain the URI, because it contains the password.</summary>
sealed class RabbitMqOptionsValidator(Topology topology) : IValidateOptions<RabbitMqOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    IEnumerable<string> Errors(RabbitMqOptions o)
    {
        if (UriError(o.Uri) is { } uriError) yield return uriError;
        if (o.ClientName is null or { Length: 0 or > 64 }) yield return $"{RabbitMqOptions.Section}:ClientName must have 1 to 64 characters.";
        if (!Enum.IsDefined(o.QueueType)) yield return $"{RabbitMqOptions.Section}:QueueType must be Quorum or Classic.";

        string?[] numbers =
        [
            Outside(nameof(o.Prefetch), o.Prefetch, 1, 5_000),
            Outside(nameof(o.AcknowledgeDelay), o.AcknowledgeDelay, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            Outside(nameof(o.Concurrency), o.Concurrency, 1, o.Prefetch),
            Outside(nameof(o.MaxOutstandingPublishes), o.MaxOutstandingPublishes, 1, 10_000),
            Outside(nameof(o.PublisherChannels), o.PublisherChannels, 1, 16),
            Outside(nameof(o.Attempts), o.Attempts, 1, 10),
            Outside(nameof(o.RetryDelayFactor), o.RetryDelayFactor, 1, 10),
            Outside(nameof(o.ConfirmTimeout), o.ConfirmTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            Outside(nameof(o.FirstRetryDelay), o.FirstRetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
            Outside(nameof(o.MaxRetryDelay), o.MaxRetryDelay, o.FirstRetryDelay, TimeSpan.FromHours(24)),
            Outside(nameof(o.HeldTooLong), o.HeldTooLong, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Outside(nameof(o.FirstReconnectDelay), o.FirstReconnectDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            Outside(nameof(o.MaxReconnectDelay), o.MaxReconnectDelay, o.FirstReconnectDelay, TimeSpan.FromMinutes(5)),
            Outside(nameof(o.ConnectTimeout), o.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2)),
            Outside(nameof(o.Heartbeat), o.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Outside(nameof(o.DrainTimeout), o.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            .. o.QueueConcurrency.Select(pair => KnownQueue(pair.Key) ?? Outside($"{nameof(o.QueueConcurrency)}:{pair.Key}", pair.Value, 1, o.Prefetch)),
        ];
        foreach (var error in numbers.OfType<string>()) yield return error;
    }

    static string? UriError(string uri)
    {
        if (string.IsNullOrWhiteSpace(uri))
            return $"No broker given: set ConnectionStrings:{RabbitMqOptions.ConnectionStringName} to amqp://user:password@host:port/vhost.";
        try
        {
            _ = new ConnectionFactory { Uri = new Uri(uri) };
            return null;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return $"ConnectionStrings:{RabbitMqOptions.ConnectionStringName} is not a broker's address; it must look like amqp://user:password@host:port/vhost. " +
                "Special characters of the user name, the password and the virtual host are percent-encoded: # is %23, / is %2F, @ is %40.";
        }
    }

    string? KnownQueue(string queue) =>
        topology.Queues.Any(known => known.Name == queue)
            ? null
            : $"{RabbitMqOptions.Section}:{nameof(RabbitMqOptions.QueueConcurrency)} names '{queue}', which is not a queue of ours.";

    static string? Outside<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0
            ? FormattableString.Invariant($"{RabbitMqOptions.Section}:{name} is {value}; it must be from {least} to {most}.")
            : null;
}
