namespace OrleansOrders.Simulation;

/// <summary>Results of tasks that have ended.</summary>
static class Answer
{
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static T Of<T>(Task<T> ended) => ended.IsCompletedSuccessfully
#pragma warning disable RS0030 // It has succeeded.
        ? ended.Result
#pragma warning restore RS0030
        : throw new InvalidOperationException("The answer is not there.", ended.Exception?.InnerException);
}
