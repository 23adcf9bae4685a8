-- The payment token is for whoever moves the money; notifications of earlier versions carried it.
update notifications set body = body - 'payment_token' where body ? 'payment_token';
