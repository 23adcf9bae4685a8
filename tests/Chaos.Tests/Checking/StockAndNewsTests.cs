using static OrleansOrders.Chaos.Tests.CheckerTests;
using static OrleansOrders.Chaos.Tests.SoundRun;

namespace OrleansOrders.Chaos.Tests;

/// <summary>The same for stock, for what was told, and for dead letters.</summary>
public sealed class StockAndNewsTests
{
    [Fact]
    public void An_adjustment_that_counts_twice_is_doubled() =>
        Found(FindingKind.Doubled, "item cake: 10 units are there in all, 5 came in", Operations, Final with { Items = [Final.Items[0], new("cake", 10, 0, 0)] });

    [Fact]
    public void An_adjustment_that_was_acknowledged_and_is_not_made_is_lost() =>
        Found(FindingKind.Lost, "cake delivery: was acknowledged", Operations, Final with { Items = [Final.Items[0], new("cake", 0, 0, 0)], Adjustments = [Final.Adjustments[0]] });

    [Fact]
    public void An_adjustment_that_nobody_asked_for_is_unexpected() =>
        Found(FindingKind.Unexpected, "cake gift: nobody asked", Operations, Final with { Adjustments = [.. Final.Adjustments, new("cake", "gift", 1)] });

    [Fact]
    public void An_adjustment_that_was_refused_and_is_made_is_unexpected() =>
        Found(FindingKind.Unexpected, "cake write-off: was refused", Operations, Final with { Adjustments = [.. Final.Adjustments, new("cake", "write-off", -100)] });

    [Fact]
    public void Stock_that_is_sold_twice_is_doubled() =>
        Found(FindingKind.Doubled, "item bread: 4 units are sold, 2 are in confirmed orders", Operations, Final with { Items = [new("bread", 6, 0, 4), Final.Items[1]] });

    [Fact]
    public void Stock_that_is_sold_and_not_taken_is_lost() =>
        Found(FindingKind.Lost, "item bread: 0 units are sold, 2", Operations, Final with { Items = [new("bread", 10, 0, 0), Final.Items[1]] });

    [Fact]
    public void Stock_that_is_held_for_ever_is_lost() =>
        Found(FindingKind.Lost, "item bread: 2 units are still held", Operations, Final with { Items = [new("bread", 6, 2, 2), Final.Items[1]] });

    [Fact]
    public void A_customer_who_is_never_told_has_lost_it() =>
        Found(FindingKind.Lost, "bread-1: ann was never told", Operations, Final with { Notifications = [.. Final.Notifications.Skip(1)] });

    [Fact]
    public void A_customer_who_is_told_twice_has_it_doubled() =>
        Found(FindingKind.Doubled, "bread-1: order.confirmed was told 2 times", Operations, Final with { Notifications = [.. Final.Notifications, Final.Notifications[0] with { Id = "another" }] });

    [Fact]
    public void What_is_told_of_another_end_is_unexpected() =>
        Found(FindingKind.Unexpected, "bread-1: order.failed was told", Operations, Final with { Notifications = [.. Final.Notifications, new("x", "ann", "bread-1", "order.failed")] });

    [Fact]
    public void A_fact_that_is_never_announced_is_lost() =>
        Found(FindingKind.Lost, "bread-1: order.confirmed was never announced", Operations, Final with { Facts = [.. Final.Facts.Skip(1)] });

    [Fact]
    public void A_fact_under_two_ids_is_doubled() =>
        Found(FindingKind.Doubled, "order.confirmed of bread-1: was announced under", Operations, Final with { Facts = [.. Final.Facts, new("another", "order.confirmed", "bread-1")] });

    [Fact]
    public void A_fact_about_no_order_is_unexpected() =>
        Found(FindingKind.Unexpected, "ghost: order.failed was announced", Operations, Final with { Facts = [.. Final.Facts, new("x", "order.failed", "ghost")] });

    [Fact]
    public void What_the_stream_leaves_out_is_lost() =>
        Found(FindingKind.Lost, "bread-1:3:order.confirmed: never came in the stream of ann", Operations, Final with { Streamed = [] });

    [Fact]
    public void What_the_stream_says_twice_is_doubled() =>
        Found(FindingKind.Doubled, "bread-1:3:order.confirmed: came 2 times", Operations, Final with { Streamed = [Final.Streamed[0], Final.Streamed[0]] });

    [Fact]
    public void Poison_that_is_no_dead_letter_is_lost() =>
        Found(FindingKind.Lost, "poison-1: is poison", Operations, Final with { DeadLetters = [] });

    [Fact]
    public void A_dead_letter_of_a_sound_message_is_unexpected() =>
        Found(FindingKind.Unexpected, "m-1: is a dead letter of order bread-1", Operations, Final with { DeadLetters = [.. Final.DeadLetters, new("m-1", "bread-1", "invalid_fields")] });
}
