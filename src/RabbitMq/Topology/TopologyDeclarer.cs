using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

/// <summary>Declares the whole topology; does not change what already exists.</summary>
sealed class TopologyDeclarer(Topology topology, IOptions<RabbitMqOptions> options, OptionalBindings? optional = null)
{
    readonly Lock _lock = new();
    Task _last = Task.CompletedTask;

    /// <summary>Declarations run one at a time, in call order.</summary>
    /// <exception cref="TopologyMismatchException">An exchange or queue exists with other properties.</exception>
    public Task Declare(IConnection connection, CancellationToken ct)
    {
        lock (_lock)
            return _last = DeclareAfter(_last, connection, ct);
    }

    async Task DeclareAfter(Task former, IConnection connection, CancellationToken ct)
    {
        await former.Completed();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var exchange in topology.Exchanges) await DeclareExchange(channel, exchange, ct);
        foreach (var queue in DeclaredQueue.All(topology, options.Value)) await DeclareQueue(channel, queue, ct);
        foreach (var binding in topology.Bindings) await channel.QueueBindAsync(binding.Queue, binding.Exchange, binding.Pattern, cancellationToken: ct);
        foreach (var binding in optional?.Bindings ?? [])
        {
            if (optional!.Wanted) await channel.QueueBindAsync(binding.Queue, binding.Exchange, binding.Pattern, cancellationToken: ct);
            else await channel.QueueUnbindAsync(binding.Queue, binding.Exchange, binding.Pattern, cancellationToken: ct);
        }
    }

    static async Task DeclareExchange(IChannel channel, ExchangeDefinition exchange, CancellationToken ct)
    {
        try
        {
            await channel.ExchangeDeclareAsync(exchange.Name, exchange.Kind, durable: true, autoDelete: false, cancellationToken: ct);
        }
        catch (OperationInterruptedException e) when (IsMismatch(e))
        {
            throw new TopologyMismatchException(
                $"The exchange '{exchange.Name}' exists with other properties; this system needs it durable and of type {exchange.Kind}. The broker: {Said(e)}. " +
                "Delete that exchange, or use a virtual host of its own for this system.", e);
        }
    }

    async Task DeclareQueue(IChannel channel, DeclaredQueue queue, CancellationToken ct)
    {
        try
        {
            var arguments = queue.Arguments.ToDictionary(pair => pair.Key, pair => pair.Value);
            await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ct);
        }
        catch (OperationInterruptedException e) when (IsMismatch(e))
        {
            var wanted = string.Join(", ", queue.Arguments.Select(pair => $"{pair.Key}={pair.Value}"));
            throw new TopologyMismatchException(
                $"The queue '{queue.Name}' exists with other arguments; this system needs durable, {wanted}. The broker: {Said(e)}. " +
                $"Set {RabbitMqOptions.Section}:{nameof(RabbitMqOptions.QueueType)} to the type it has, or let it run empty and delete it: rabbitmqctl delete_queue -p '{VirtualHost}' {queue.Name}.", e);
        }
    }

    string VirtualHost => new ConnectionFactory { Uri = new(options.Value.Uri) }.VirtualHost;

    static bool IsMismatch(OperationInterruptedException e) => e.ShutdownReason?.ReplyCode is Constants.PreconditionFailed or Constants.ResourceLocked;

    static string Said(OperationInterruptedException e) => e.ShutdownReason?.ReplyText ?? e.Message;
}
