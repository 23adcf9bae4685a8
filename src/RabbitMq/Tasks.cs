#pragma warning disable RS0030 // The exceptions that the rest of the code uses.
using System.Runtime.CompilerServices;

namespace OrleansOrders.RabbitMq;

/// <summary>Keeps tasks on their scheduler.</summary>
static class Tasks
{
    /// <summary>Like <c>Task.Run</c>, on the given scheduler.</summary>
    public static Task Run(this TaskScheduler scheduler, Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    /// <summary>
    /// For a task with asynchronous continuations: <c>WaitAsync</c> or <c>WhenAny</c> directly on it continue on the thread pool instead of
    /// the caller's scheduler. An additional await in between keeps them on the scheduler.
    /// </summary>
    public static async Task<T> OnCurrentScheduler<T>(this Task<T> task) => await task;

    /// <summary>The result of a task that has succeeded, null of any other; never blocks.</summary>
    public static T? ResultOrNull<T>(this Task<T>? task) where T : class => task is { IsCompletedSuccessfully: true } ? task.Result : null;

    /// <summary>Waits until the task completes, ignores its result and exception, and continues on the caller's scheduler.</summary>
    public static ConfiguredTaskAwaitable Completed(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
