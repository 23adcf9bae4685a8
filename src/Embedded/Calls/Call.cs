using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A call that waits for an answer until its deadline.</summary>
internal abstract class Call(InFlightCalls inFlight) : Request
{
    /// <summary>How often a call follows a grain that goes away before it is refused; Orleans' own number.</summary>
    const int MaxMoves = 2;

    int _moves;

    // Place in the list of unanswered calls; InFlightCalls alone touches these.
    internal Call? Earlier, Later;
    internal bool Listed;
    internal long Deadline;

    /// <summary>Grain and method, for messages.</summary>
    internal abstract string Description { get; }

    protected InFlightCalls InFlight => inFlight;

    internal bool TryMove()
    {
        if (_moves++ < MaxMoves)
            return true;
        Refuse(new OrleansMessageRejectionException($"{Description} was not taken: the grain went away {MaxMoves + 1} times before its turn came."));
        return false;
    }

    internal override void Refuse(Exception reason)
    {
        if (!TryAbandon())
            return;
        inFlight.Leave(this);
        Answer(reason);
    }

    /// <summary>The deadline has passed. A call that has started goes on, its answer is dropped; one that waits never runs.</summary>
    internal void Expire(TimeSpan timeout)
    {
        if (TryAbandon())
            inFlight.Leave(this);
        AnswerApart(new TimeoutException($"{Description} did not answer within {timeout}."));
    }

    protected abstract void Answer(Exception failure);

    /// <summary>Answers from outside any turn, where the caller's code could otherwise run on a timer's or a canceller's stack.</summary>
    protected void AnswerApart(Exception failure) => inFlight.Run(() => Answer(failure));
}
