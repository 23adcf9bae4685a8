using System.Runtime.CompilerServices;

namespace OrleansOrders.RabbitMq;

/// <summary>Tasks that stay on the scheduler they belong to.</summary>
internal static class Tasks
{
    /// <summary>What <c>Task.Run</c> does, on a scheduler that is handed in.</summary>
    public static Task Run(this TaskScheduler scheduler, Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    /// <summary>
    /// For a task whose continuations are asynchronous: <c>WaitAsync</c> or <c>WhenAny</c> put directly on it continue on the thread pool, past
    /// whatever scheduler the caller is on; with an await of its own in between they stay there.
    /// </summary>
    public static async Task<T> OnCurrentScheduler<T>(this Task<T> task) => await task;

    /// <summary>Waits for a task however it ends, and goes on where the caller was.</summary>
    public static ConfiguredTaskAwaitable Completed(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
