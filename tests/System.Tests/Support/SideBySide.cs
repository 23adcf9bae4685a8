using Xunit.v3;

// Each scenario has a process, a database and a virtual host of its own, and mostly waits for them.
[assembly: Parallelization(MaxThreads = 4)]
