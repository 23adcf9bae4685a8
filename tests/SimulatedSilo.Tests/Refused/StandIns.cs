// Types with the names of those in Orleans packages that this project does not reference. The silo refuses them by name.
namespace Orleans
{
    [AttributeUsage(AttributeTargets.Class)]
    sealed class ImplicitChannelSubscriptionAttribute : Attribute;
}

namespace Orleans.BroadcastChannel
{
    public interface IOnBroadcastChannelSubscribed;
}

namespace Orleans.DurableJobs
{
    public interface IDurableJobHandler;
}

namespace Orleans.EventSourcing
{
    public abstract class LogConsistentGrain<TView> : Grain;
}

namespace Orleans.Journaling
{
    public abstract class DurableGrain : Grain;
}
