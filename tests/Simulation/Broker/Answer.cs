namespace OrleansOrders.Simulation;

/// <summary>Results of tasks that have ended.</summary>
static class Answer
{
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static T Of<T>(Task<T> ended) => ended.IsCompletedSuccessfully
        ? ended.Result
        : throw new InvalidOperationException("The answer is not there.", ended.Exception?.InnerException);
}
