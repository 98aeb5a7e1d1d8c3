package farm;

import dev.tule.mtv.commands.ManagementCommands;

/** Runs the project's commands without 'tule': in an IDE, and where the project is installed. */
public final class Manage {
    private Manage() {}

    public static void main(String[] arguments) {
        System.exit(ManagementCommands.run(Settings::new, arguments));
    }
}
