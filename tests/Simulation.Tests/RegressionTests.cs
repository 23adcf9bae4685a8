namespace OrleansOrders.Simulation.Tests;

/// <summary>Seeds that found something in the system, by what they found.</summary>
public sealed class RegressionTests
{
    // The payment service took the money and did not answer until the request was a dead letter. Sent back after the order's deadline, the request
    // was dropped as too late, and the money was kept.
    [Theory, InlineData(5), InlineData(32), InlineData(45), InlineData(51), InlineData(75)]
    public void Money_that_moved_before_its_request_became_a_dead_letter_goes_back(int seed) => Passes(seed);

    // A client waited for an order whose first write was still under way: the grain, which had no order yet, answered at once, and he was made to ask
    // again at once, for as long as the write took.
    [Theory, InlineData(6495), InlineData(6977)]
    public void Who_waits_for_an_order_that_is_just_being_written_waits(int seed) => Passes(seed);

    // A release in the same commit came after the reserve that was refused, and the refusal named the units as they were after it: the order failed
    // for an item of which more than enough was said to be there.
    [Theory, InlineData(693), InlineData(951)]
    public void A_shortage_names_what_was_there_when_it_was_decided(int seed) => Passes(seed);

    // The simulator lied: a message that no queue took came again as an old one and was a new one.
    [Theory, InlineData(2084), InlineData(3517), InlineData(5519), InlineData(6527)]
    public void What_was_returned_does_not_come_again(int seed) => Passes(seed);

    // The simulator lied: a statement of a process that had died took the reconciler's lock for the one that came after it.
    [Theory, InlineData(4873)]
    public void Who_died_holds_no_lock(int seed) => Passes(seed);

    // The check was wrong: one activation was refused what there was too little of, and another got it before the first had written so.
    [Theory, InlineData(7468)]
    public void A_refusal_may_be_overtaken(int seed) => Passes(seed);

    // The check was wrong: the silo that was left after a partition still had an activation from before its order was cancelled on the other.
    [Theory, InlineData(86138)]
    public void What_a_partition_left_behind_may_answer_from_before_it(int seed) => Passes(seed);

    // Before it was noticed that time stood still, this seed ran for ever.
    [Theory, InlineData(162)]
    public void Time_goes_on(int seed) => Passes(seed);

    // Whoever waited for an order had less than a millisecond left, which is no time for a timer, and asked again and again.
    [Theory, InlineData(10), InlineData(19)]
    public void The_end_of_a_wait_is_no_endless_asking(int seed) => Passes(seed);

    static void Passes(int seed) => Assert.Null(SeedRun.Of(seed, new()).Violation);
}
