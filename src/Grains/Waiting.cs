namespace OrleansOrders.Grains;

/// <summary>
/// Waits for a task whose continuations are asynchronous. <c>WaitAsync</c> directly on such a task continues on the thread pool instead of
/// the caller's scheduler. An additional await in between keeps the continuation on the scheduler.
/// </summary>
static class Waiting
{
    public static async Task OnCurrentScheduler(this Task task) => await task;

    public static async Task<T> OnCurrentScheduler<T>(this Task<T> task) => await task;
}
