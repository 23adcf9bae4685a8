using System.Security.Cryptography;
using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Takes an order in: read, claim the key, persist as pending, announce. Every step may be repeated.</summary>
sealed class OrderIntake(IGrainFactory grains, GrainRetry retry, IIdempotencyStore keys, IOrderIdSource ids, OrderAnnouncer announcer, ApiTelemetry telemetry)
{
    /// <summary>Once this has answered <see cref="Intake.Accepted"/>, the order is a promise.</summary>
    public async Task<Intake> Post(ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        var intake = await Decide(body, idempotencyKey, ct);
        telemetry.Posted(intake);
        return intake;
    }

    async Task<Intake> Decide(ReadOnlyMemory<byte> body, string? idempotencyKey, CancellationToken ct)
    {
        var generated = ids.Next();
        return OrderParser.Parse(body, generated) switch
        {
            OrderParse.Invalid invalid => new Intake.Invalid(invalid.Errors),
            OrderParse.Valid { Order: var order } => await Claim(order, body, generated, idempotencyKey, ct),
            _ => throw new InvalidOperationException("An unknown answer of the order parser."),
        };
    }

    async Task<Intake> Claim(NewOrder order, ReadOnlyMemory<byte> body, OrderId generated, string? idempotencyKey, CancellationToken ct)
    {
        var isNew = order.OrderId == generated;
        if (idempotencyKey is not null)
        {
            var fingerprint = Fingerprint.Of(order, ownId: !isNew);
            var entry = await keys.Claim(idempotencyKey, order.OrderId, fingerprint, ct);
            if (!CryptographicOperations.FixedTimeEquals(entry.Fingerprint.Span, fingerprint)) return new Intake.KeyReused();
            if (entry.OrderId != order.OrderId)
            {
                isNew = false;
                order = Reread(body, entry.OrderId);
            }
        }

        return await Accept(order, isNew, ct);
    }

    async Task<Intake> Accept(NewOrder order, bool isNew, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(order.OrderId).Accept(order), ct);
        if (reply.Refusal is { } refusal) return new Intake.Refused(refusal);

        var accepted = reply.Order ?? throw new InvalidOperationException("An order was accepted and is not there.");
        await announcer.Announce(accepted, reply.Facts);

        // Nobody else knows an id that was made here: if the grain has the order already, a repeated call of ours put it there.
        return new Intake.Accepted(accepted, Replayed: !reply.Changed && !isNew);
    }

    static NewOrder Reread(ReadOnlyMemory<byte> body, OrderId id) =>
        OrderParser.Parse(body, id) is OrderParse.Valid valid ? valid.Order : throw new InvalidOperationException("A body was an order and is none any more.");
}
