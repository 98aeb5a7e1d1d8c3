package dev.tule.wamp.transport;

import dev.tule.http.Tcp;
import dev.tule.wamp.Serializer;

/** WAMP over a RawSocket whose handshake is done, at either end: the way out. */
final class RawSocketTransport implements Transport {
    private final Tcp tcp;
    private final Serializer serializer;
    private final int maxMessageBytes;

    RawSocketTransport(Tcp tcp, Serializer serializer, int maxMessageBytes) {
        this.tcp = tcp;
        this.serializer = serializer;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public Serializer serializer() {
        return serializer;
    }

    @Override
    public TransportDetails details() {
        return TransportDetails.ofRawSocket(tcp);
    }

    @Override
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public void send(byte[][] messages) {
        tcp.send(RawSocketFrames.of(messages));
    }

    @Override
    public void post(byte[][] messages) {
        tcp.post(RawSocketFrames.of(messages));
    }

    @Override
    public void flush() {
        tcp.flush();
    }

    @Override
    public boolean writable() {
        return tcp.writable();
    }

    @Override
    public void onWritable(Runnable action) {
        tcp.onWritable(action);
    }

    @Override
    public void pause() {
        tcp.pause();
    }

    @Override
    public void resume() {
        tcp.resume();
    }

    @Override
    public void close() {
        tcp.close();
    }

    @Override
    public String description() {
        return "RawSocket " + tcp.remote();
    }
}
