import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Gives every WebSocket message back to who sent it: {@code WebSocketEcho PORT}. */
class WebSocketEcho {

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        vertx.createHttpServer()
                .webSocketHandler(socket -> socket.binaryMessageHandler(socket::writeBinaryMessage))
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(done -> System.out.println("listening"))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }
}
