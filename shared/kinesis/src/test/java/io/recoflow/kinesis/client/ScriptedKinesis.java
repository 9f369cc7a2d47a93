package io.recoflow.kinesis.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** A server that answers Kinesis' calls as a test says, over HTTP/1.1 and HTTP/2, without TLS. */
final class ScriptedKinesis implements AutoCloseable {

    private static final int LARGEST_REQUEST = 1 << 20;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a call is answered. Called by the server's threads. */
    @FunctionalInterface
    interface Script {

        /** @param operation such as {@code DescribeStreamConsumer} */
        Answer to(String operation, JsonNode request);
    }

    /** @param pushed whether it is the first event of a subscription that stays open */
    record Answer(HttpResponseStatus status, String body, boolean pushed) {

        static Answer of(String body) {
            return new Answer(HttpResponseStatus.OK, body, false);
        }

        static Answer pushing(String event) {
            return new Answer(HttpResponseStatus.OK, event, true);
        }

        static Answer failing(String code) {
            return new Answer(
                    HttpResponseStatus.BAD_REQUEST, "{\"__type\":\"" + code + "\",\"message\":\"As scripted\"}", false);
        }
    }

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Channel server;

    private ScriptedKinesis(Script script) {
        this.server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Protocols(script));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    static ScriptedKinesis start(Script script) {
        return new ScriptedKinesis(script);
    }

    ClientSettings settings() {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        return new ClientSettings("clicks", "us-east-1", "http://127.0.0.1:" + port, null, CALL_TIMEOUT);
    }

    @Override
    public void close() {
        threads.shutdownGracefully();
    }

    /** Sees by the first bytes of a connection what is spoken there. */
    private static final class Protocols extends ByteToMessageDecoder {

        private static final String HTTP2 = "PRI";

        private final Script script;

        Protocols(Script script) {
            this.script = script;
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.readableBytes() < HTTP2.length()) {
                return;
            }
            ChannelPipeline pipeline = context.pipeline();
            if (in.toString(in.readerIndex(), HTTP2.length(), StandardCharsets.US_ASCII)
                    .equals(HTTP2)) {
                pipeline.addLast(
                        Http2FrameCodecBuilder.forServer().build(),
                        new Http2MultiplexHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(
                                                new Http2StreamFrameToHttpObjectCodec(true),
                                                new HttpObjectAggregator(LARGEST_REQUEST),
                                                new Answers(script));
                            }
                        }));
            } else {
                pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_REQUEST), new Answers(script));
            }
            pipeline.remove(this);
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Script script;

        Answers(Script script) {
            this.script = script;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
            String operation = request.headers().get("x-amz-target").replaceFirst(".*\\.", "");
            Answer answer =
                    script.to(operation, MAPPER.readTree(request.content().toString(StandardCharsets.UTF_8)));
            if (answer.pushed()) {
                HttpResponse opened = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
                opened.headers().set("content-type", "application/vnd.amazon.eventstream");
                context.write(opened);
                context.write(new DefaultHttpContent(event("initial-response", "{}")));
                context.writeAndFlush(new DefaultHttpContent(event(operation + "Event", answer.body())));
                return;
            }
            FullHttpResponse whole = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    answer.status(),
                    Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
            whole.headers().set("content-type", "application/x-amz-json-1.1");
            whole.headers().set("content-length", whole.content().readableBytes());
            context.writeAndFlush(whole).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }

        private static ByteBuf event(String type, String body) {
            return Unpooled.wrappedBuffer(new Message(
                            Map.of(
                                    ":message-type", HeaderValue.fromString("event"),
                                    ":event-type", HeaderValue.fromString(type),
                                    ":content-type", HeaderValue.fromString("application/json")),
                            body.getBytes(StandardCharsets.UTF_8))
                    .toByteBuffer());
        }
    }
}
