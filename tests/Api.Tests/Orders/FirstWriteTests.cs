using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary>An order is written without being read first; what is stored wins all the same.</summary>
public sealed class FirstWriteTests : ApiTest
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await Host.Put("/inventory/burger", """{"available":100}""");
    }

    [Fact]
    public async Task A_new_order_is_not_read_from_its_post_to_its_end()
    {
        await Confirm("first-new");

        Assert.Equal(0, Host.Storage.Reads);
    }

    [Fact]
    public async Task An_order_that_comes_again_when_it_has_left_memory_is_the_one_that_is_stored()
    {
        var before = await Confirm("first-again");

        var again = await Grain("first-again").Accept(Order("first-again"));

        Assert.Equal((null, false), (again.Refusal, again.Changed));
        Assert.Equivalent(before, again.Order, strict: true);
        Assert.Equivalent(before, await Host.Storage.Find(before.Id, CancellationToken.None), strict: true);
        Assert.Equal(1, Host.Storage.Reads);
    }

    [Fact]
    public async Task Another_order_under_its_id_is_refused_when_it_has_left_memory_and_changes_nothing()
    {
        var before = await Confirm("first-other");

        var other = await Grain("first-other").Accept(Order("first-other", quantity: 2));

        Assert.Equal((OrderRefusal.Exists, false), (other.Refusal, other.Changed));
        Assert.Equivalent(before, await Host.Storage.Find(before.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Whatever_else_is_asked_of_an_order_that_has_left_memory_knows_what_is_stored()
    {
        await Confirm("first-cancel");
        await Confirm("first-process");
        var confirmed = await Confirm("first-wait");

        var cancelled = await Grain("first-cancel").Apply(new OrderCommand.Cancel());
        var processed = await Grain("first-process").Process(Order("first-process"));
        var waited = await Grain("first-wait").WaitFinal(Patience, CancellationToken.None);

        Assert.Equal(OrderRefusal.TooLate, cancelled.Refusal);
        Assert.Equal((OrderStatus.Confirmed, false), (processed.Order!.Status, processed.Changed));
        Assert.Equivalent(confirmed, waited, strict: true);
    }

    [Fact]
    public async Task An_order_that_is_placed_while_another_call_reads_waits_for_that_and_is_stored_whole()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Storage.BeforeRead = () =>
        {
            asked.TrySetResult();
            return release.Task;
        };
        var waiting = Grain("first-beside").WaitFinal(TimeSpan.Zero, CancellationToken.None);
        await asked.Task.WaitAsync(Patience);

        var accepting = Grain("first-beside").Accept(Order("first-beside"));

        // As a rule the order is there, too, by now; no order of two calls is promised, and the answer is the same in either.
        await Confirm("first-passes");
        release.SetResult();
        var accepted = await accepting.WaitAsync(Patience);

        Assert.Equal((null, true), (accepted.Refusal, accepted.Changed));
        Assert.Equal(OrderStatus.Pending, accepted.Order!.Status);
        Assert.Equivalent(accepted.Order, await Host.Storage.Find(accepted.Order.Id, CancellationToken.None), strict: true);
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_read_that_fails_is_made_again_by_the_next_call()
    {
        var before = await Confirm("first-fails");
        Host.Storage.Failure = new StorageUnavailableException("away");
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Grain("first-fails").WaitFinal(TimeSpan.Zero, CancellationToken.None));
        Assert.IsType<StorageUnavailableException>(failure.GetBaseException());

        Host.Storage.Failure = null;

        Assert.Equivalent(before, await Grain("first-fails").WaitFinal(Patience, CancellationToken.None), strict: true);
    }

    IOrderGrain Grain(string id) => Host.Grains.Order(OrderId.Parse(id));

    static NewOrder Order(string id, int quantity = 1) => OrderParser.Parse(
        Encoding.UTF8.GetBytes($$"""{"order_id":"{{id}}","customer_id":"c-1","items":[{"sku":"burger","quantity":{{quantity}},"price":1}]}"""), null).Value!;

    /// <summary>Placed, worked and paid; after that nobody has it in memory.</summary>
    async Task<Order> Confirm(string id)
    {
        await Grain(id).Accept(Order(id));
        await Grain(id).Process(Order(id));
        return (await Grain(id).Apply(new OrderCommand.PaymentSucceeded())).Order!;
    }
}
