using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace OrleansOrders.Api;

/// <summary><c>/inventory</c>.</summary>
static class InventoryApi
{
    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        var inventory = routes.MapGroup("/inventory").WithTags("inventory");
        inventory.MapGet("", List).WithSummary("Items, by SKU").TakesPage().LimitedAsList().Problems(400, 429, 503);
        inventory.MapGet("/{sku}", Get).WithSummary("An item").Problems(404, 429, 503);
        inventory.MapPut("/{sku}", Count).WithSummary("Sets the available units").TakesBody<StockCountRequest>().LimitedAsPost().Problems(400, 409, 413, 415, 429, 503);
        inventory.MapPost("/{sku}/adjustments", Adjust).WithSummary("Adjusts the available units, once per adjustment_id")
            .TakesBody<StockAdjustmentRequest>().LimitedAsPost().Problems(400, 404, 409, 413, 415, 429, 503);
    }

    static async Task<Results<Ok<ItemsPage>, ProblemResult>> List(HttpContext http, IInventoryReads reads, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var (limit, cursor) = query.Page(PageList.Inventory);
        if (!query.IsValid) return query.Problem();
        var page = await reads.List(limit, cursor, ct);
        return TypedResults.Ok(new ItemsPage([.. page.Items.Select(ItemView.Of)], page.Next?.ToString()));
    }

    static async Task<Results<Ok<ItemView>, ProblemResult>> Get(string sku, IInventoryReads reads, CancellationToken ct) =>
        Sku.TryParse(sku, null, out var item) ? await Read(item, reads, ct) : new ProblemResult(ProblemKinds.UnknownSku);

    static async Task<Results<Ok<ItemView>, ProblemResult>> Read(Sku sku, IInventoryReads reads, CancellationToken ct) =>
        await reads.Find(sku, ct) is { } found ? TypedResults.Ok(ItemView.Of(found)) : new ProblemResult(ProblemKinds.UnknownSku);

    static async Task<Results<Ok<ItemView>, ProblemResult>> Count(
        string sku, HttpContext http, IGrainFactory grains, GrainRetry retry, LowStockAnnouncer announcer, IInventoryReads reads, TimeProvider clock, CancellationToken ct)
    {
        var (body, bodyProblem) = await RequestBody.Read(http.Request, ct);
        if (bodyProblem is not null) return bodyProblem;
        var skuValid = Sku.TryParse(sku, null, out var item);
        var parsed = StockCodec.ParseCount(body);
        if (!skuValid || parsed.Value is not { Available: var available }) return ProblemResult.Invalid([.. SkuErrors(skuValid), .. parsed.Errors]);

        // Created outside the retry, so that a repeated call is the same count.
#pragma warning disable RS0030 // The inventory's endpoints are not simulated.
        var id = AdjustmentId.Parse("count-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
#pragma warning restore RS0030
        var reply = await retry.Call(() => grains.Item(item).SetAvailable(id, available), ct);
        await announcer.Announce(reply);
        return await Answer(item, reply, reads, ct);
    }

    static async Task<Results<Ok<ItemView>, ProblemResult>> Adjust(
        string sku, HttpContext http, IGrainFactory grains, GrainRetry retry, LowStockAnnouncer announcer, IInventoryReads reads, CancellationToken ct)
    {
        var (body, bodyProblem) = await RequestBody.Read(http.Request, ct);
        if (bodyProblem is not null) return bodyProblem;
        var skuValid = Sku.TryParse(sku, null, out var item);
        var parsed = StockCodec.ParseAdjustment(body, fallbackId: null, skuValid ? item : null);
        if (!skuValid || parsed.Value is not { } adjustment) return ProblemResult.Invalid([.. SkuErrors(skuValid), .. BodyErrors(parsed.Errors, skuValid)]);

        var reply = await retry.Call(() => grains.Item(item).Adjust(adjustment.AdjustmentId, adjustment.Delta), ct);
        await announcer.Announce(reply);
        return await Answer(item, reply, reads, ct);
    }

    // If the SKU in the address is wrong, errors of the body's SKU would be redundant.
    static IEnumerable<FieldError> BodyErrors(ImmutableArray<FieldError> errors, bool skuValid) =>
        skuValid ? errors : errors.Where(error => error.Field != "sku");

    static FieldError[] SkuErrors(bool valid) => valid ? [] : [new("sku", FieldErrorCodes.Invalid, Identifier.Rule)];

    // Only the orders determine the reserved and sold units, so they are read from the database.
    static async Task<Results<Ok<ItemView>, ProblemResult>> Answer(Sku sku, StockReply reply, IInventoryReads reads, CancellationToken ct) => reply.Refusal is { } refusal
        ? new ProblemResult(ProblemKinds.Of(refusal), DetailOf(refusal, reply))
        : await Read(sku, reads, ct);

    static string? DetailOf(StockRefusal refusal, StockReply reply) =>
        refusal is StockRefusal.Insufficient ? FormattableString.Invariant($"{reply.Available} are available.") : null;
}
