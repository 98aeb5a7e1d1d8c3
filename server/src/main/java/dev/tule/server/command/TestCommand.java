package dev.tule.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command of the launcher, named here so that the help knows it. */
@Command(
        name = "test",
        description = "Runs all of Tule's own tests (of the source tree: ./tule test).")
public final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() throws CommandFailure {
        throw new CommandFailure("The tests are part of the source tree: run './tule test' there.");
    }
}
