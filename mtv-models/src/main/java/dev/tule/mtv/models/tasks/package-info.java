/**
 * Tasks in the project's database, and the worker that runs them. Handed in within a transaction, a
 * task is there when that is committed, and not otherwise. A worker holds a task by a lease that it
 * renews; what a dead worker held is run again by another one, so a task may be run more than once.
 *
 * <p>Threads: a {@link TaskWorker} runs tasks on the thread that it is given, and renews leases on
 * one of its own while it does.
 */
@NullMarked
package dev.tule.mtv.models.tasks;

import org.jspecify.annotations.NullMarked;
