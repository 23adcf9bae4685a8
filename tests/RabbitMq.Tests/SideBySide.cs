using Xunit.v3;

// Each test has a virtual host of its own, and mostly waits for the broker.
[assembly: Parallelization(MaxThreads = 4)]
