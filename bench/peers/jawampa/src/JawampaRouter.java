import java.net.URI;
import ws.wamp.jawampa.WampRouter;
import ws.wamp.jawampa.WampRouterBuilder;
import ws.wamp.jawampa.transport.netty.SimpleWampWebsocketListener;

/** Runs jawampa's router, as its documentation shows. */
public final class JawampaRouter {
    public static void main(String[] args) throws Exception {
        WampRouterBuilder builder = new WampRouterBuilder();
        builder.addRealm("realm1");
        WampRouter router = builder.build();
        new SimpleWampWebsocketListener(router, URI.create("ws://127.0.0.1:" + args[0] + "/ws"), null).start();
        Thread.currentThread().join();
    }
}
