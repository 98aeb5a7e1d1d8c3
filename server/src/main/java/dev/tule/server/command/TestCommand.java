package dev.tule.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command of the launcher, named here so that the help knows it. */
@Command(
        name = "test",
        description =
                "Runs the tests of the project in this folder; elsewhere, of the source tree, Tule's own.")
public final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() throws CommandFailure {
        throw new CommandFailure("Tests are run by the launcher: run './tule test' there.");
    }
}
