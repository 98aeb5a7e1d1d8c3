package pages;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.Project;
import java.io.IOException;

/** Serves the pages at the port that is its argument, until it is ended. */
public final class Manage {
    private Manage() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpServer.start(
                ListenerConfig.of(Project.of(new Settings()))
                        .at("127.0.0.1", Integer.parseInt(arguments[0])));
        Thread.currentThread().join();
    }
}
