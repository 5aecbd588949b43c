import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import org.apache.qpid.jms.JmsConnectionFactory;

/** HUB_PASSWORD=… java -cp … AmqpConsumer.java amqp://127.0.0.1:61616 konsument hod.tilskuddsrapport */
class AmqpConsumer {
    public static void main(String[] args) throws Exception {
        var broker = new JmsConnectionFactory(args[1], System.getenv("HUB_PASSWORD"), args[0]);
        try (var session = broker.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                var consumer = session.createConsumer(session.createQueue(args[2]))) {
            while (true) {
                Message message = consumer.receive();
                System.out.println(message.getStringProperty("referanse") + " " + message.getBody(String.class));
                message.acknowledge(); // only now does the message leave the queue: do your work before this line
            }
        }
    }
}
