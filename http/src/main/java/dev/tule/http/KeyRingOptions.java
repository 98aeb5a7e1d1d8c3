package dev.tule.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;

/** A key ring, as Vert.x takes certificates. Its own wrapper for such needs a logging library. */
final class KeyRingOptions implements KeyCertOptions {
    private static final Provider PROVIDER = Security.getProviders()[0];

    private final KeyRing ring;

    KeyRingOptions(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public KeyCertOptions copy() {
        return this;
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory(Vertx vertx) {
        return new Factory(ring);
    }

    /** The same for every name: the ring sees to names itself. */
    @Override
    public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
        return _ -> new Factory(ring);
    }

    private static final class Factory extends KeyManagerFactory {
        Factory(KeyRing ring) {
            super(new Managers(ring), PROVIDER, "ring");
        }
    }

    private static final class Managers extends KeyManagerFactorySpi {
        private final KeyRing ring;

        Managers(KeyRing ring) {
            this.ring = ring;
        }

        @Override
        protected void engineInit(KeyStore store, char[] password) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {ring.keyManager()};
        }
    }
}
