namespace OrleansOrders.Grains;

/// <summary>
/// Waiting for a task whose continuations are asynchronous. <c>WaitAsync</c> put directly on such a task continues on the thread pool, past whatever
/// scheduler the caller is on; with an await of its own in between it stays there.
/// </summary>
static class Waiting
{
    public static async Task OnCurrentScheduler(this Task task) => await task;

    public static async Task<T> OnCurrentScheduler<T>(this Task<T> task) => await task;
}
