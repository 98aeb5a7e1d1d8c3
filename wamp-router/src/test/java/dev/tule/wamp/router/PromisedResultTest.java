package dev.tule.wamp.router;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.Procedure;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers that return a stage: what becomes of it is the call's outcome. */
@SuppressWarnings("FutureReturnValueIgnored") // It is what the handlers return.
class PromisedResultTest {
    private TestRouter router;
    private WampClient callee;
    private WampClient caller;

    @BeforeEach
    void start() {
        router = new TestRouter(RouterConfig.defaults());
        callee = router.client(Over.RAW_SOCKET, Serializer.CBOR);
        caller = router.client(Over.RAW_SOCKET, Serializer.CBOR);
    }

    @AfterEach
    void stop() {
        caller.close();
        callee.close();
        router.close();
    }

    static final class Kitchen {
        @Procedure("kitchen.boil")
        CompletionStage<List<String>> boil(String what) {
            return CompletableFuture.supplyAsync(() -> List.of(what, "boiled"));
        }
    }

    @Test
    void whatAStageCompletesWithIsTheResult() {
        callee.register(new Kitchen());
        callee.register("early", call -> CompletableFuture.completedFuture(7));
        callee.register("nothing", call -> CompletableFuture.completedFuture(null));

        assertThat(caller.call("kitchen.boil", "egg").argument(0))
                .isEqualTo(List.of("egg", "boiled"));
        assertThat(caller.call("early").argument(0)).isEqualTo(7L);
        assertThat(caller.call("nothing").arguments()).isEmpty();
    }

    @Test
    void whatAStageFailsWithIsTheError() {
        Uri cold = Uri.of("com.example.cold");
        callee.register(
                "known", call -> CompletableFuture.failedFuture(new WampError(cold, "too cold")));
        callee.register(
                "wrapped",
                call ->
                        CompletableFuture.supplyAsync(
                                () -> {
                                    throw new IllegalArgumentException("no such egg");
                                }));
        callee.register(
                "unsendable", call -> CompletableFuture.completedFuture(Thread.currentThread()));

        isError("known", cold, "too cold");
        isError("wrapped", ErrorUri.INVALID_ARGUMENT, "no such egg");
        isError("unsendable", ErrorUri.RUNTIME_ERROR, "the procedure failed");
    }

    private void isError(String procedure, Uri error, String why) {
        assertThatThrownBy(() -> caller.call(procedure))
                .isInstanceOfSatisfying(
                        WampError.class,
                        thrown -> {
                            assertThat(thrown.error()).isEqualTo(error);
                            assertThat(thrown).hasMessageContaining(why);
                        });
    }

    @Test
    void aStageThatNobodyWaitsForAnyMoreIsCancelled() throws Exception {
        CompletableFuture<Object> promised = new CompletableFuture<>();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        callee.register(
                "never",
                call -> {
                    asked.complete(true);
                    return promised;
                });

        CompletableFuture<Payload> outcome =
                caller.callAsync("never", Payload.EMPTY, CallOptions.defaults());
        assertThat(asked.get(5, SECONDS)).isTrue();
        assertThat(outcome.cancel(true)).isTrue();

        assertThat(promised.handle((value, failure) -> failure).get(5, SECONDS))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }
}
