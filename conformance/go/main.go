// Command conformance does with MSAL for Go what a line of JSON on standard input asks for, and prints what the library gave
// as a line of JSON: the protocol is in conformance/clients/client-program.ts.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"
)

// anew makes a public client ask the server instead of its cache: it has no other switch for that, a confidential one none.
const anew = `{"access_token":{"xms_cc":{"values":["CP1"]}}}`

type certificate struct {
	PrivateKey string `json:"privateKey"`
	PEM        string `json:"pem"`
}

type request struct {
	Flow              string       `json:"flow"`
	Authority         string       `json:"authority"`
	InstanceDiscovery bool         `json:"instanceDiscovery"`
	ClientID          string       `json:"clientId"`
	Secret            string       `json:"secret"`
	Certificate       *certificate `json:"certificate"`
	Scopes            []string     `json:"scopes"`
	OtherScopes       []string     `json:"otherScopes"`
	Username          string       `json:"username"`
	Password          string       `json:"password"`
	RedirectURI       string       `json:"redirectUri"`
	Assertion         string       `json:"assertion"`
}

type event struct {
	Event    string `json:"event"`
	First    string `json:"first,omitempty"`
	Cached   string `json:"cached,omitempty"`
	Renewed  string `json:"renewed,omitempty"`
	Other    string `json:"other,omitempty"`
	Username string `json:"username,omitempty"`
	Message  string `json:"message,omitempty"`
	UserCode string `json:"userCode,omitempty"`
	URL      string `json:"url,omitempty"`
}

var (
	input  = bufio.NewReader(os.Stdin)
	output = json.NewEncoder(os.Stdout)
)

func hear(into any) error {
	line, err := input.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, into)
}

func credentialOf(asked request) (confidential.Credential, error) {
	if asked.Certificate == nil {
		return confidential.NewCredFromSecret(asked.Secret)
	}
	chain, key, err := confidential.CertFromPEM([]byte(asked.Certificate.PrivateKey+"\n"+asked.Certificate.PEM), "")
	if err != nil {
		return confidential.Credential{}, err
	}
	return confidential.NewCredFromCert(chain, key)
}

func confidentialClient(asked request) (confidential.Client, error) {
	credential, err := credentialOf(asked)
	if err != nil {
		return confidential.Client{}, err
	}
	discovery := confidential.WithInstanceDiscovery(asked.InstanceDiscovery)
	return confidential.New(asked.Authority, asked.ClientID, credential, discovery)
}

func publicClient(asked request) (public.Client, error) {
	return public.New(asked.ClientID, public.WithAuthority(asked.Authority), public.WithInstanceDiscovery(asked.InstanceDiscovery))
}

// twice asks for the same token again, which the library then has in its cache.
func twice(ask func() (confidential.AuthResult, error)) (event, error) {
	first, err := ask()
	if err != nil {
		return event{}, err
	}
	cached, err := ask()
	return event{First: first.AccessToken, Cached: cached.AccessToken}, err
}

func asApplication(ctx context.Context, asked request) (event, error) {
	client, err := confidentialClient(asked)
	if err != nil {
		return event{}, err
	}
	return twice(func() (confidential.AuthResult, error) {
		return client.AcquireTokenByCredential(ctx, asked.Scopes)
	})
}

// afterSignIn asks silently, of whichever kind of client, for the first token again and for one of another resource.
func afterSignIn(asked request, first public.AuthResult, silently func(scopes []string) (public.AuthResult, error)) (event, error) {
	cached, err := silently(asked.Scopes)
	if err != nil {
		return event{}, err
	}
	other, err := silently(asked.OtherScopes)
	return event{
		First:    first.AccessToken,
		Cached:   cached.AccessToken,
		Other:    other.AccessToken,
		Username: first.Account.PreferredUsername,
	}, err
}

func afterPublicSignIn(ctx context.Context, asked request, client public.Client, first public.AuthResult) (event, error) {
	account := public.WithSilentAccount(first.Account)
	tokens, err := afterSignIn(asked, first, func(scopes []string) (public.AuthResult, error) {
		return client.AcquireTokenSilent(ctx, scopes, account)
	})
	if err != nil {
		return event{}, err
	}
	renewed, err := client.AcquireTokenSilent(ctx, asked.Scopes, account, public.WithClaims(anew))
	tokens.Renewed = renewed.AccessToken
	return tokens, err
}

func byPassword(ctx context.Context, asked request) (event, error) {
	client, err := publicClient(asked)
	if err != nil {
		return event{}, err
	}
	first, err := client.AcquireTokenByUsernamePassword(ctx, asked.Scopes, asked.Username, asked.Password)
	if err != nil {
		return event{}, err
	}
	return afterPublicSignIn(ctx, asked, client, first)
}

func byDeviceCode(ctx context.Context, asked request) (event, error) {
	client, err := publicClient(asked)
	if err != nil {
		return event{}, err
	}
	code, err := client.AcquireTokenByDeviceCode(ctx, asked.Scopes)
	if err != nil {
		return event{}, err
	}
	if err := output.Encode(event{Event: "device-code", UserCode: code.Result.UserCode}); err != nil {
		return event{}, err
	}
	first, err := code.AuthenticationResult(ctx)
	if err != nil {
		return event{}, err
	}
	return afterPublicSignIn(ctx, asked, client, first)
}

func askForCode(ctx context.Context, client confidential.Client, asked request) (string, error) {
	address, err := client.AuthCodeURL(ctx, asked.ClientID, asked.RedirectURI, asked.Scopes)
	if err != nil {
		return "", err
	}
	if err := output.Encode(event{Event: "authorize", URL: address}); err != nil {
		return "", err
	}
	var reply struct {
		Redirect string `json:"redirect"`
	}
	if err := hear(&reply); err != nil {
		return "", err
	}
	redirect, err := url.Parse(reply.Redirect)
	if err != nil {
		return "", err
	}
	return redirect.Query().Get("code"), nil
}

func byAuthorizationCode(ctx context.Context, asked request) (event, error) {
	client, err := confidentialClient(asked)
	if err != nil {
		return event{}, err
	}
	code, err := askForCode(ctx, client, asked)
	if err != nil {
		return event{}, err
	}
	first, err := client.AcquireTokenByAuthCode(ctx, code, asked.RedirectURI, asked.Scopes)
	if err != nil {
		return event{}, err
	}
	account := confidential.WithSilentAccount(first.Account)
	return afterSignIn(asked, first, func(scopes []string) (confidential.AuthResult, error) {
		return client.AcquireTokenSilent(ctx, scopes, account)
	})
}

func onBehalfOf(ctx context.Context, asked request) (event, error) {
	client, err := confidentialClient(asked)
	if err != nil {
		return event{}, err
	}
	return twice(func() (confidential.AuthResult, error) {
		return client.AcquireTokenOnBehalfOf(ctx, asked.Assertion, asked.Scopes)
	})
}

func run(ctx context.Context, asked request) (event, error) {
	switch asked.Flow {
	case "application":
		return asApplication(ctx, asked)
	case "password":
		return byPassword(ctx, asked)
	case "authorization-code":
		return byAuthorizationCode(ctx, asked)
	case "device-code":
		return byDeviceCode(ctx, asked)
	case "on-behalf-of":
		return onBehalfOf(ctx, asked)
	}
	return event{}, errors.New("there is no flow " + asked.Flow)
}

func main() {
	for {
		var asked request
		if err := hear(&asked); err != nil {
			return
		}
		answer, err := run(context.Background(), asked)
		answer.Event = "tokens"
		if err != nil {
			answer = event{Event: "failed", Message: err.Error()}
		}
		if err := output.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
	}
}
