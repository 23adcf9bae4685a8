namespace OrleansOrders.Simulation;

/// <summary>Results of completed tasks.</summary>
static class Answer
{
    /// <exception cref="InvalidOperationException">The task has not completed.</exception>
    public static T Of<T>(Task<T> ended) => ended.IsCompletedSuccessfully
#pragma warning disable RS0030 // The task has succeeded.
        ? ended.Result
#pragma warning restore RS0030
        : throw new InvalidOperationException("The answer is not there.", ended.Exception?.InnerException);
}
